/** Branded identifiers: plain strings and numbers that cannot be mistaken for one another. */
declare const brand: unique symbol;
type Brand<T, B extends string> = T & { readonly [brand]: B };

/** Git tree hash (40 hex digits) of a candidate's harness folder; equal trees are equal candidates. */
export type TreeHash = Brand<string, "TreeHash">;
/** Git commit hash (40 hex digits) of a candidate in the population repository. */
export type CommitHash = Brand<string, "CommitHash">;
/** First 16 hex digits of the SHA-256 of a document's normalised text. */
export type DocumentId = Brand<string, "DocumentId">;
/** First 16 hex digits of the SHA-256 of an example's canonical JSON. */
export type ExampleId = Brand<string, "ExampleId">;
/** Full SHA-256, 64 hex digits. */
export type Sha256 = Brand<string, "Sha256">;
/** Position of an observation in the run's fixed order; see population/history/ticket.ts. */
export type Ticket = Brand<number, "Ticket">;

export const asTreeHash = (text: string): TreeHash => text as TreeHash;
export const asCommitHash = (text: string): CommitHash => text as CommitHash;
export const asDocumentId = (text: string): DocumentId => text as DocumentId;
export const asExampleId = (text: string): ExampleId => text as ExampleId;
export const asSha256 = (text: string): Sha256 => text as Sha256;
export const asTicket = (value: number): Ticket => value as Ticket;
