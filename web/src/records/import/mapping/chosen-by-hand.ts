const storageKey = (id: string) => `guanxi.import.${id}`

/** What of the reading a person chose on this screen: everything else was recognised from the file. */
export function isChosenByHand(id: string, what: string): boolean {
  return (sessionStorage.getItem(storageKey(id)) ?? '').split(' ').includes(what)
}

export function rememberChosen(id: string, what: string): void {
  if (isChosenByHand(id, what)) return
  sessionStorage.setItem(storageKey(id), `${sessionStorage.getItem(storageKey(id)) ?? ''} ${what}`)
}
