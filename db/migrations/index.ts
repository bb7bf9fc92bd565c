import type { Migration } from 'kysely/migration';
import * as m0001 from './0001-foundations.ts';
import * as m0002 from './0002-access.ts';
import * as m0003 from './0003-contacts.ts';
import * as m0004 from './0004-orders.ts';
import * as m0005 from './0005-routing.ts';
import * as m0006 from './0006-attribution.ts';
import * as m0007 from './0007-transfer.ts';
import * as m0008 from './0008-capture.ts';
import * as m0009 from './0009-rule-versions.ts';
import * as m0010 from './0010-distribution.ts';
import * as m0011 from './0011-pool.ts';
import * as m0012 from './0012-tagging.ts';
import * as m0013 from './0013-decision-rollups.ts';
import * as m0014 from './0014-lines.ts';
import * as m0015 from './0015-decision-blocks.ts';
import * as m0016 from './0016-access-model.ts';
import * as m0017 from './0017-sign-in.ts';
import * as m0018 from './0018-use-of-rights.ts';
import * as m0019 from './0019-columns.ts';
import * as m0020 from './0020-limits.ts';
import * as m0021 from './0021-organisation.ts';
import * as m0022 from './0022-requests.ts';
import * as m0023 from './0023-maker-checker.ts';
import * as m0024 from './0024-scoped-pages.ts';
import * as m0025 from './0025-go-live.ts';

/** Every migration, in order; a test holds this list against the folder. */
export const migrations: Record<string, Migration> = {
  '0001-foundations': m0001,
  '0002-access': m0002,
  '0003-contacts': m0003,
  '0004-orders': m0004,
  '0005-routing': m0005,
  '0006-attribution': m0006,
  '0007-transfer': m0007,
  '0008-capture': m0008,
  '0009-rule-versions': m0009,
  '0010-distribution': m0010,
  '0011-pool': m0011,
  '0012-tagging': m0012,
  '0013-decision-rollups': m0013,
  '0014-lines': m0014,
  '0015-decision-blocks': m0015,
  '0016-access-model': m0016,
  '0017-sign-in': m0017,
  '0018-use-of-rights': m0018,
  '0019-columns': m0019,
  '0020-limits': m0020,
  '0021-organisation': m0021,
  '0022-requests': m0022,
  '0023-maker-checker': m0023,
  '0024-scoped-pages': m0024,
  '0025-go-live': m0025,
};
