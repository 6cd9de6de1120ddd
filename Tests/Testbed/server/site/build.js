'use strict'
// Usage: node build.js [FOLDER]. A nightly update builds beside the live folder, hence the argument.
const { execFileSync } = require('child_process')
const fs = require('fs')
const path = require('path')

const target = path.resolve(__dirname, process.argv[2] || 'dist')
const { name, version, description } = require('./package.json')
const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: __dirname, encoding: 'utf8' }).trim()

const page = fs.readFileSync(path.join(__dirname, 'src/index.html'), 'utf8')
  .replaceAll('{{name}}', name)
  .replaceAll('{{description}}', description)
  .replaceAll('{{commit}}', commit.slice(0, 12))

fs.mkdirSync(target, { recursive: true })
fs.writeFileSync(path.join(target, 'index.html'), page)
fs.writeFileSync(path.join(target, 'release.json'), JSON.stringify({ app: name, version, commit }) + '\n')
fs.copyFileSync(path.join(__dirname, 'src/server.js'), path.join(target, 'server.js'))
