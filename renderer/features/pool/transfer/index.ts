/** Transfer: chosen opportunities are given to a person or a group, after a look at what that would come to. */
export { TransferBar, useTransfer } from './transfer-bar.tsx';
