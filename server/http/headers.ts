/** The headers that every answer carries, whatever it is. */

export const API_VERSION = "1.0.0";

/** But for one page nothing here is to be looked at, so nothing may be loaded, framed, guessed or kept. */
export const EVERY_ANSWER: { readonly [name: string]: string } = {
  "api-version": API_VERSION,
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** For what anybody may read from anywhere. */
export const ANY_ORIGIN: { readonly [name: string]: string } = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
};

/** A page of our own, with a sheet of our own and nothing else: no script, no picture, no other origin. */
export const OWN_PAGE: { readonly [name: string]: string } = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

export const REQUEST_ID = "x-request-id";
