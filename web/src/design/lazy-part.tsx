import { type ComponentType, lazy, useState } from 'react'

/**
 * A part of a screen that is loaded when it is first shown, or before by `preload`; then it is there at once, without the pause that React
 * leaves before it shows what was waited for.
 *
 *     const FieldChooser = lazyPart(async () => (await import('./FieldChooser.tsx')).FieldChooser)
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | undefined
  let loading: Promise<ComponentType<Props>> | undefined
  const preload = (): Promise<ComponentType<Props>> => {
    loading ??= load().then(
      (part) => {
        loaded = part
        return part
      },
      (error) => {
        loading = undefined
        throw error
      },
    )
    return loading
  }
  const Waiting = lazy(async () => ({ default: await preload() })) as unknown as ComponentType<Props>
  // biome-ignore lint/correctness/noComponentHookFactories: called once per part, where its module begins
  function Part(props: Props) {
    // What began with waiting stays what it is: another component in its place would lose what was typed.
    const [Shown] = useState<ComponentType<Props>>(() => loaded ?? Waiting)
    return <Shown {...props} />
  }
  return Object.assign(Part, { preload })
}
