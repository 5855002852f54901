const key = 'guanxi.email'

/** Who signed in here last. */
export function knownEmail(): string {
  return localStorage.getItem(key) ?? ''
}

export function rememberEmail(email: string): void {
  localStorage.setItem(key, email)
}
