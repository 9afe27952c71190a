import { dateWords, edtf } from '../../core/dates/edtf.ts';
import type { Fact } from '../../core/record/record.ts';
import type { Kind } from './kinds.ts';

/** The same few words for every State. */
const LABELS: Record<Kind, string> = {
  session_dates: 'session dates',
  national_report_due: 'deadline for the national report',
  submissions_due: 'deadline for stakeholder submissions',
  outcomes_expected: 'Council session for the outcomes',
  submissions_frozen: 'stakeholder submissions frozen',
  report_received: 'national report received',
  report_missed: 'national report missed',
  postponement_requested: 'postponement requested',
  declined: 'declined to take part',
  no_show: 'absent from its review',
  cancelled: 'review not held as set',
  council_decision: 'Council decision',
  scheduled: 'review set',
  held: 'review held',
  resumed: 'cooperation resumed',
  replies_received: 'replies received',
  replies_missed: 'no replies sent',
  absent_at_adoption: 'absent at the adoption of its outcome',
  outcome_deferred: 'adoption of the outcome put off',
  outcome_adopted: 'outcome adopted',
  event: 'event recorded',
};

/** What a fact is, in a few words: `national report missed`. */
export const label = ({ kind, knownFrom }: Fact): string =>
  kind === 'scheduled' && knownFrom ? 'review rescheduled' : (LABELS[kind as Kind] ?? kind);

/** One sentence for a timeline or an alert: the record's own, else one made of the kind. */
export function sentence(fact: Fact): string {
  if (fact.summary) return fact.summary;
  const session = fact.session === undefined ? '' : ` in session ${fact.session}`;
  switch (fact.kind) {
    case 'scheduled':
      return `Review set${session}${fact.date ? ` for ${dateWords(edtf(fact.date))}` : ''}`;
    case 'held':
      return `Working Group review held${session}`;
    case 'outcome_adopted':
      return `Outcome adopted by the Council${fact.session === undefined ? '' : ` at HRC${fact.session}`}`;
    case 'national_report_due':
      return `National report due ${fact.date ? dateWords(edtf(fact.date)) : ''}`.trim();
    case 'submissions_due':
      return `Stakeholder submissions due ${fact.date ? dateWords(edtf(fact.date)) : ''}`.trim();
    case 'session_dates':
      return `Session dates${fact.date ? `: ${dateWords(edtf(fact.date))}` : ' not known'}`;
    default:
      return fact.kind.replaceAll('_', ' ');
  }
}
