/** What one request may cost. All of them end with a named reason in the ledger. */
export interface FetchLimits {
  /** Body size after decompression, bytes. */
  maxBodyBytes: number;
  maxHeaderBytes: number;
  /** Header lines of one answer. */
  maxHeaders: number;
  maxRedirects: number;
  /** From the first byte sent to the last one read, redirects included, ms. */
  totalMs: number;
  connectMs: number;
  /** Longest wait for a host's turn (its crawl-delay, its Retry-After); beyond it the request is handed back. */
  maxWaitMs: number;
}

export const DEFAULT_LIMITS: FetchLimits = {
  maxBodyBytes: 16_000_000,
  maxHeaderBytes: 32_768,
  maxHeaders: 250,
  maxRedirects: 5,
  totalMs: 30_000,
  connectMs: 10_000,
  maxWaitMs: 60_000,
};
