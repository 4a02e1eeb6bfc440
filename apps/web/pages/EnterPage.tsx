export default function EnterPage() {
  return null
}
