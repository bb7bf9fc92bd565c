export type FileFault =
  | 'transfer.emptyFile'
  | 'transfer.unreadableEncoding'
  | 'transfer.nulCharacter'
  | 'transfer.brokenQuote'
  | 'transfer.lineTooLong'
  | 'transfer.noHeader'
  | 'transfer.duplicateHeader';

/** A file that cannot be read as a table at all: it is refused whole, with the line where it breaks. */
export class BrokenFile extends Error {
  readonly code: FileFault;
  readonly params: { line?: number; column?: string };

  constructor(code: FileFault, params: { line?: number; column?: string } = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}
