/** Whether a person may be written to or called by this channel: only with a consent that was not withdrawn since. In lists it is the filter `consents contains <channel>`. */
export function mayContact(person: { readonly consents: readonly string[] | null }, channel: string): boolean {
  return person.consents?.includes(channel) ?? false
}
