import { Label } from '#domain/base';
import { GoLiveMapping } from '#domain/organisation';
import { Change } from '#domain/rights';
import { z } from 'zod';
import { read, write } from './operation.ts';
import { Done, Nothing } from './page.ts';

const Id = z.string().min(1).max(80);
const Named = z.object({ id: z.string(), name: z.string() });
const RoundSeq = z.strictObject({ round: z.int().min(1) });

export const goLive = {
  /** The newest round: all units for who may see everybody's rights, for others those that they lead. */
  'access.getGoLive': read(
    'signedIn',
    Nothing,
    z
      .object({
        round: z.int(),
        state: z.enum(['asking', 'over', 'granted', 'cancelled']),
        effectiveAt: z.int(),
        /** The roles and scopes that it gives. */
        mapping: GoLiveMapping,
        leaderRole: Label.nullable(),
        memberRole: Label.nullable(),
        proposalId: z.string().nullable(),
        units: z.array(
          z.object({
            id: z.string(),
            label: Label,
            leader: Named.nullable(),
            people: z.array(
              z.object({
                id: z.string(),
                name: z.string(),
                part: z.enum(['leader', 'member']),
                isLeftOut: z.boolean(),
              }),
            ),
            confirmed: z.object({ by: Named, at: z.int(), note: z.string() }).nullable(),
            isMine: z.boolean(),
          }),
        ),
        /** What is granted with the answers so far, for who may change rights. */
        plan: z.array(Change),
      })
      .nullable(),
  ),
  'access.startGoLive': write(
    'access.edit',
    z.strictObject({ mapping: GoLiveMapping, effectiveAt: z.int().min(0).max(8_640_000_000_000_000) }),
    Done,
  ),
  /** A leader's word on one of their units: who in it gets nothing; a later one counts instead of an earlier one. */
  'access.confirmGoLive': write(
    'signedIn',
    RoundSeq.extend({
      unitId: Id,
      leftOut: z.array(Id).max(2000),
      note: z.string().trim().max(500).default(''),
    }),
    Done,
  ),
  /** Grants everything that was confirmed, at the round's moment; names the units that are left out. */
  'access.finishGoLive': write(
    'access.edit',
    RoundSeq,
    z.object({ proposalId: z.string(), leftOut: z.array(z.object({ id: z.string(), label: Label })) }),
  ),
  'access.cancelGoLive': write('access.edit', RoundSeq, Done),
};

export type GoLiveErrors = {
  'access.goLiveOpen': Record<string, never>;
  'access.goLiveOver': Record<string, never>;
  'access.notYourUnit': Record<string, never>;
  'access.nothingConfirmed': Record<string, never>;
};
