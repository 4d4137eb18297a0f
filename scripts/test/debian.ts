import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { exited } from '../processes.ts'

/**
 * Installs Debian packages where that is nobody's decision but the tests': as root in a container or on a CI machine.
 * On a Debian that runs systemd the packages would start services for good, so that is left to whose machine it is.
 */
export async function installOnDebian(packages: readonly string[]): Promise<void> {
  if (packages.length === 0 || !isDisposableDebian()) return
  console.log(`Installing ${packages.join(', ')} with apt-get`)
  await aptGet('update')
  await aptGet('install', '--yes', '--no-install-recommends', ...packages)
}

function isDisposableDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  // Not Ubuntu, whose chromium package is but a pointer to a snap.
  if (!/^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))) return false
  return Boolean(process.env['CI']) || !existsSync('/run/systemd/system')
}

// A failure is no reason to stop: what is missing afterwards is named in the report.
async function aptGet(...args: string[]): Promise<void> {
  const child = spawn('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  await exited(child)
}
