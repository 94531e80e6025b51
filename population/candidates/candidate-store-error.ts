/** The population's repository could not be read or written: a full disk, a missing object, git itself. */
export class CandidateStoreFailed extends Error {
  override readonly name = "CandidateStoreFailed";
}
