/**
 * A thin line for benches: whatever goes through it, by however many connections, shares so many bytes a second each way, arrives
 * late, and can be cut. It stands between a browser and a server as TCP, so that a service worker's fetches go through it too.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

const segment = 1400
/** So much of one connection may wait to be sent, as in the buffers of a phone. */
const heldMax = 16_000

/** `flying`: segments that have left and not arrived. */
type Way = {
  from: Socket
  to: Socket
  held: Buffer[]
  size: number
  flying: number
  isOver: boolean
}

export type ThinLine = {
  url: string
  /** Bytes that arrived, from the server and to it. */
  down: () => number
  up: () => number
  cut: (isCut: boolean) => void
  close: () => void
}

export async function openThinLine(
  server: string,
  { bytesPerSecond, roundTripMs }: { bytesPerSecond: number; roundTripMs: number },
): Promise<ThinLine> {
  const { hostname, port } = new URL(server)
  const sockets = new Set<Socket>()
  const down = makeDirection(bytesPerSecond, roundTripMs / 2)
  const up = makeDirection(bytesPerSecond, roundTripMs / 2)
  let isCut = false
  const front = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connect(Number(port), hostname)
    for (const one of [near, far]) {
      sockets.add(one)
      one.setNoDelay(true)
      one.on('error', () => {})
      one.on('close', () => sockets.delete(one))
    }
    // The greeting of TCP itself takes a round trip.
    setTimeout(() => {
      up.join(near, far)
      down.join(far, near)
    }, roundTripMs)
  })
  await new Promise<void>((ready) => front.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    down: down.arrived,
    up: up.arrived,
    cut: (to) => {
      isCut = to
      if (to) for (const one of sockets) one.destroy()
    },
    close: () => {
      front.close()
      for (const one of sockets) one.destroy()
      down.close()
      up.close()
    },
  }
}

/** By turns, a segment of each connection, as fast as the line goes. */
function makeDirection(bytesPerSecond: number, lateMs: number) {
  const ways: Way[] = []
  let [arrived, allowed, last] = [0, 0, performance.now()]
  const step = (): void => {
    const now = performance.now()
    allowed = Math.min(allowed + ((now - last) / 1000) * bytesPerSecond, segment * 2)
    last = now
    while (allowed > 0) {
      const way = ways.find(({ held }) => held.length > 0)
      if (!way) return
      // Whoever was served goes to the end.
      ways.push(...ways.splice(ways.indexOf(way), 1))
      const piece = way.held.shift() as Buffer
      allowed -= piece.length
      way.size -= piece.length
      if (way.size < heldMax) way.from.resume()
      way.flying += 1
      setTimeout(() => {
        arrived += piece.length
        way.flying -= 1
        if (!way.to.destroyed) way.to.write(piece)
        end(way)
      }, lateMs)
    }
  }
  const end = (way: Way): void => {
    if (!way.isOver || way.held.length > 0 || way.flying > 0) return
    const at = ways.indexOf(way)
    if (at >= 0) ways.splice(at, 1)
    way.to.end()
  }
  const timer = setInterval(step, 20)
  return {
    arrived: () => arrived,
    close: () => clearInterval(timer),
    join: (from: Socket, to: Socket) => {
      const way: Way = { from, to, held: [], size: 0, flying: 0, isOver: false }
      ways.push(way)
      from.on('data', (bytes: Buffer) => {
        for (let at = 0; at < bytes.length; at += segment)
          way.held.push(bytes.subarray(at, at + segment))
        way.size += bytes.length
        if (way.size >= heldMax) from.pause()
      })
      // What is on its way arrives, though whoever sent it is gone.
      from.on('close', () => {
        way.isOver = true
        setTimeout(() => end(way), lateMs)
      })
    },
  }
}
