import type { MemberStore } from '../../src/core/coalition/members.ts';
import { type Database, inTransaction } from '../database.ts';
import { enrol, seen } from '../members/joining.ts';
import { leave, setRole } from '../members/leaving.ts';
import { linkAccounts } from '../members/linking.ts';
import { namesIn } from '../members/names.ts';
import { dataOf } from '../members/personal.ts';
import { checkPurge, purge } from '../members/purge.ts';
import { accountOf, accountsOf, isPerson, membersOf, personOf } from '../members/rows.ts';
import { membershipsOf, named, silent } from '../members/silence.ts';
import { unlinkAccount } from '../members/unlinking.ts';
import { changeIn } from '../tenancy.ts';

/** Answers the port of `src/core/coalition/members.ts`. */
export function createMemberStore(db: Database): MemberStore {
  return {
    async members(coalition) {
      return membersOf(db, coalition);
    },

    async member(coalition, person) {
      return membersOf(db, coalition, isPerson(person))[0];
    },

    async names(coalition, others = []) {
      return namesIn(db, coalition, others);
    },

    async enrol(coalition, newcomer, entry, act) {
      return inTransaction(db, (tx) => enrol(tx, coalition, newcomer, entry, act));
    },

    async seen(coalition, person, name, at) {
      seen(db, coalition, person, name, at);
    },

    async setRole(coalition, person, role, act) {
      changeIn(db, coalition, (mine) => setRole(mine, person, role, act));
    },

    async leave(coalition, person, entry, act) {
      inTransaction(db, (tx) => leave(tx, coalition, person, entry, act));
    },

    async linkAccounts(coalition, from, to, act) {
      inTransaction(db, (tx) => linkAccounts(tx, coalition, from, to, act));
    },

    async unlinkAccount(coalition, account, act) {
      inTransaction(db, (tx) => unlinkAccount(tx, coalition, account, act));
    },

    async accounts(person) {
      return accountsOf(db, [person]).map(accountOf);
    },

    async memberships(person) {
      return membershipsOf(db, person);
    },

    async personOf(account) {
      return personOf(db, account);
    },

    async dataOf(person) {
      return db.transaction((tx) => dataOf(tx, person));
    },

    async purge(person, act) {
      inTransaction(db, (tx) => purge(tx, person, act));
    },

    async checkPurge(person) {
      db.transaction((tx) => checkPurge(tx, person));
    },

    // The machine room.
    async silent(before) {
      return silent(db, before);
    },

    async named(coalition, person, act) {
      changeIn(db, coalition, (mine) => named(mine, person, act));
    },
  };
}
