import type { Pool } from 'pg'
import type { EventFeed } from '../events/feed.ts'

/** Some seventy words each: half a megabyte that a search has to look through beside the index. */
const recordsUntilTidy = 500

/**
 * New words are first noted in a list and then sorted into their index many at once, which costs a third of doing it one by one. PostgreSQL has whoever
 * fills the list sort it: a writer now and then waits for everybody's words, and a long import half of its time. Here it is done beside them, by whichever
 * server comes first. Owner connection. Answers what ends it.
 */
export function tidyWords(owner: Pool, feed: EventFeed, onError: (error: unknown) => void): () => Promise<void> {
  let noted = 0
  let tidying: Promise<void> | null = null
  const tidy = async (): Promise<void> => {
    while (noted >= recordsUntilTidy) {
      noted = 0
      await owner.query(
        `SELECT gin_clean_pending_list('search_document_tokens_ix') WHERE pg_try_advisory_xact_lock(hashtext('guanxi words'))`,
      )
    }
  }
  const stop = feed.listen((events) => {
    noted += events.filter(({ kind }) => kind.startsWith('record.')).length
    if (noted < recordsUntilTidy) return
    tidying ??= tidy()
      .catch(onError)
      .finally(() => {
        tidying = null
      })
  })
  return async () => {
    stop()
    await tidying
  }
}
