import { accessPages } from '#features/access';
import { attributionPages } from '#features/attribution';
import { auditPages } from '#features/audit';
import { contactsPages } from '#features/contacts';
import { homePages } from '#features/home';
import { jobsPages } from '#features/jobs';
import { ordersPages } from '#features/orders';
import { permissionTestPages } from '#features/permission-tests';
import { poolPages } from '#features/pool';
import { requestPages } from '#features/requests';
import { reviewPages } from '#features/reviews';
import { routingPages } from '#features/routing';
import { taggingPages } from '#features/tagging';
import { transferPages } from '#features/transfer';
import type { FeaturePage } from '#ui/feature-page';

/** Every page of the console, in the order in which the navigation shows them. */
export const pages: readonly FeaturePage[] = [
  ...homePages,
  ...contactsPages,
  ...ordersPages,
  ...poolPages,
  ...routingPages,
  ...taggingPages,
  ...attributionPages,
  ...transferPages,
  ...jobsPages,
  ...accessPages,
  ...requestPages,
  ...reviewPages,
  ...permissionTestPages,
  ...auditPages,
];
