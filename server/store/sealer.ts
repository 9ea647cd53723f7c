/** What the store asks of the keys: to make bytes unreadable, and readable again. */

export interface Sealer {
  sealBytes(plain: Uint8Array): Uint8Array;
  /** Undefined when the bytes were not sealed by this sealer, or were changed. */
  openBytes(sealed: Uint8Array): Uint8Array | undefined;
}
