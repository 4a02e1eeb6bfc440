export default function RegistersPage() {
  return null
}
