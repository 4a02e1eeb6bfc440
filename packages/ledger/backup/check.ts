/**
 * Holds the lines of a backup against the logs that it says it holds: every entry once, in order, and the tree over their
 * leaves with the edge that the head had. What stands inside the entries is verified when it is restored.
 */
import {
  type Edge,
  emptyEdge,
  grow,
  hex,
  leafHash,
  parseEdge,
  printEdge,
  rootOf,
} from '@konbit/proof'
import { StartFailure } from '../account.ts'
import { type About, isRow, type Line, type Row } from './file.ts'

export type CheckedHead = { mission: string; size: number; root: string }

/** Takes the lines one by one; `end` answers with the heads, or throws a sentence that names the first thing missing. */
export function openLogCheck() {
  const edges = new Map<string, Edge>()
  let about: About | undefined
  let table = ''
  let places = { mission: -1, seq: -1, leaf: -1 }

  function takeEntry(row: Row): void {
    const [mission = '', seq, leaf] = [row[places.mission], row[places.seq], row[places.leaf]]
    const edge = edges.get(mission ?? '') ?? emptyEdge
    if (Number(seq) !== edge.size + 1)
      throw new StartFailure(`The backup lacks entry ${edge.size + 1} of ${mission}.`)
    edges.set(mission ?? '', grow(edge, leafHash(Buffer.from((leaf ?? '').slice(2), 'hex'))))
  }

  return {
    take: (line: Line): void => {
      if (isRow(line)) {
        if (table === 'konbit.entry') takeEntry(line)
      } else if ('about' in line) about = line.about
      else if ('table' in line) {
        table = line.table
        const placeOf = (name: string): number =>
          line.columns.findIndex((column) => column.name === name)
        places = { mission: placeOf('mission'), seq: placeOf('seq'), leaf: placeOf('leaf') }
      }
    },
    end: (): CheckedHead[] => {
      if (!about) throw new StartFailure('The backup says nothing about itself.')
      return about.missions.map(({ id, size, edge }) => {
        const found = edges.get(id) ?? emptyEdge
        if (found.size !== size || hex(printEdge(found)) !== edge)
          throw new StartFailure(
            `The backup holds another log of ${id} than the one it was taken from: ${found.size} of ${size} entries.`,
          )
        return { mission: id, size, root: hex(rootOf(parseEdge(size, Buffer.from(edge, 'hex')))) }
      })
    },
  }
}
