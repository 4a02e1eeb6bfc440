/** How votes came out by the rule of who voted, beside what was said of them. */
import { VoteBars } from '../../charts/VoteBars.tsx'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { Empty, When } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import css from './mandate.module.css'
import { useMandate, type VoteView } from './useMandate.ts'

const tones = { carried: 'fit', failed: 'out', unknown: 'unknown', oddly: 'late' } as const
const sameAs: Readonly<Record<string, string>> = { adopted: 'carried', notAdopted: 'failed' }

export function Votes() {
  const t = useWords()
  const asked = useMandate()
  return (
    <Card title={t('mandate.votes')} action={<Go to="/r/vote">{t('mandate.all')}</Go>}>
      <When query={asked}>
        {({ votes }) =>
          votes.length === 0 ? (
            <Empty title={t('mandate.noVotes')} why={t('mandate.noVotesWhy')} />
          ) : (
            <ul className={css.votes}>
              {votes.map((vote) => (
                <li key={vote.id}>
                  <VoteRow vote={vote} />
                </li>
              ))}
            </ul>
          )
        }
      </When>
    </Card>
  )
}

function VoteRow({ vote }: { vote: VoteView }) {
  const t = useWords()
  const format = useFormat()
  const { votesFor, votesAgainst, abstentions, said, outcome } = vote
  const differs = said !== null && outcome !== 'unknown' && sameAs[said] !== outcome
  return (
    <>
      <h3 className={css.phase}>
        <GoRecord register="vote" id={vote.id}>
          {vote.caption}
        </GoRecord>
        <StateChip tone={tones[outcome]}>{t(`mandate.outcome.${outcome}`)}</StateChip>
      </h3>
      <p className={css.caption}>
        {[
          format.when(vote.heldOn),
          vote.abstainers ? t('mandate.abstained', { names: vote.abstainers }) : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <VoteBars
        votesFor={votesFor}
        abstained={abstentions}
        against={votesAgainst}
        seats={vote.seats ?? (votesFor ?? 0) + (abstentions ?? 0) + (votesAgainst ?? 0)}
        needed={vote.needed}
      />
      <p className={css.caption}>
        {[
          t(`mandate.voteWhy.${vote.why}`, { needed: vote.needed ?? 0, seats: vote.seats ?? 0 }),
          vote.edition,
          differs ? t('mandate.saidOtherwise', { said: t(`mandate.said.${said}`) }) : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  )
}
