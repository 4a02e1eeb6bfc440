/** In the menu of the person: what one may do to the pages themselves. */

import { mending } from '../mend/kept.ts'
import { Go } from '../parts/Go.tsx'
import { useWords } from '../words.tsx'
import { askFor } from './asked.ts'
import css from './PersonMenu.module.css'

export function OwnItems({ close }: { close: () => void }) {
  const t = useWords()
  const item = (words: string, act: () => void) => (
    <button
      type="button"
      role="menuitem"
      className={css.item}
      onClick={() => {
        close()
        act()
      }}
    >
      {words}
    </button>
  )
  return (
    <div className={css.own}>
      {item(t('frame.help'), () => askFor('help'))}
      {item(t('frame.hour'), () => askFor('hour'))}
      {item(t(mending.isOn() ? 'frame.mendDone' : 'frame.mend'), () =>
        mending.turn(!mending.isOn()),
      )}
      <Go to="/words" role="menuitem" className={css.item} onClick={close}>
        {t('frame.words')}
      </Go>
      {item(t('frame.keys'), () => askFor('keys'))}
    </div>
  )
}
