/** What goes wrong with sealed things for reasons of the world: a wrong key, a torn file, shares of another key. */
export class SealFailure extends Error {
  override readonly name = 'SealFailure'
  readonly reason: 'not-a-key' | 'not-for-this-key' | 'torn' | 'wrong-phrase' | 'wrong-shares'
  constructor(reason: SealFailure['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}
