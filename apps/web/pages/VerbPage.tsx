export default function VerbPage() {
  return null
}
