#!/usr/bin/env node
/*
 * npm calls `node-gyp rebuild` for every package with a binding.gyp. better-sqlite3 ships its binaries and says
 * `"gypfile": false`, but npm loses that flag when it installs from a lockfile (it isn't stored there), so an install
 * would need Python, make and a compiler only to build nothing. npm looks for `node-gyp` in node_modules/.bin first
 * and finds this file: it stops where a binary is there and hands over to npm's own node-gyp where none is.
 */
const { spawnSync } = require('node:child_process')
const { existsSync } = require('node:fs')
const { dirname, join } = require('node:path')

const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime
const target = `${process.platform}${musl ? 'musl' : ''}-${process.arch}`
if (existsSync(join(process.cwd(), 'prebuilds', `${target}.node`))) process.exit(0)

const npm = process.env.npm_execpath
const own = npm && join(dirname(npm), '..', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js')
if (!own || !existsSync(own)) {
  console.error(`No prebuilt binary for ${target} in ${process.cwd()}, and npm's node-gyp was not found to build one.`)
  process.exit(1)
}
process.exit(spawnSync(process.execPath, [own, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1)
