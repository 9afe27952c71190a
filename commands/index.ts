import type { Command } from '../src/core/command.ts';
import { about } from './about.ts';
import { accountLink } from './account/link.ts';
import { accountUnlink } from './account/unlink.ts';
import { account } from './account.ts';
import { adminChannel } from './admin/channel.ts';
import { adminCoalition } from './admin/coalition.ts';
import { adminExport } from './admin/export.ts';
import { adminLink } from './admin/link.ts';
import { adminLog } from './admin/log.ts';
import { adminMembers } from './admin/members.ts';
import { adminMerge } from './admin/merge.ts';
import { adminOrganisationAdd } from './admin/organisation/add.ts';
import { adminOrganisationDrop } from './admin/organisation/drop.ts';
import { adminOrganisationEdit } from './admin/organisation/edit.ts';
import { adminPurge } from './admin/purge.ts';
import { adminUnlink } from './admin/unlink.ts';
import { confirm } from './confirm.ts';
import { deadlineAdd } from './deadline/add.ts';
import { deadlineDrop } from './deadline/drop.ts';
import { deadlineEdit } from './deadline/edit.ts';
import { deadlineMove } from './deadline/move.ts';
import { deadlines } from './deadlines.ts';
import { decline } from './decline.ts';
import { follow } from './follow.ts';
import { following } from './following.ts';
import { help } from './help.ts';
import { leave } from './leave.ts';
import { organisations } from './organisations.ts';
import { privacyExport } from './privacy/export.ts';
import { privacyPurge } from './privacy/purge.ts';
import { session } from './session.ts';
import { speakFor } from './speak/for.ts';
import { statement } from './statement.ts';
import { statements } from './statements.ts';
import { status } from './status.ts';
import { timeline } from './timeline.ts';
import { unfollow } from './unfollow.ts';

/** Every slash-command, in the order in which help shows them. */
export const commands: readonly Command[] = [
  status,
  timeline,
  statements,
  statement,
  deadlines,
  session,
  follow,
  unfollow,
  following,
  deadlineAdd,
  deadlineEdit,
  deadlineMove,
  deadlineDrop,
  organisations,
  speakFor,
  confirm,
  decline,
  account,
  accountLink,
  accountUnlink,
  leave,
  adminCoalition,
  adminLink,
  adminMerge,
  adminUnlink,
  adminMembers,
  adminOrganisationAdd,
  adminOrganisationEdit,
  adminOrganisationDrop,
  adminChannel,
  adminExport,
  adminLog,
  adminPurge,
  privacyExport,
  privacyPurge,
  help,
  about,
];
