'use strict'
const fs = require('fs')
const http = require('http')
const path = require('path')

const page = fs.readFileSync(path.join(__dirname, 'index.html'))
const release = fs.readFileSync(path.join(__dirname, 'release.json'))
const { app } = JSON.parse(release)

const answers = {
  '/': { type: 'text/html; charset=utf-8', body: page },
  '/health': { type: 'application/json', body: release }
}

const server = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost')
  const answer = answers[pathname]
  response.writeHead(answer ? 200 : 404, { 'Content-Type': answer ? answer.type : 'text/plain', 'X-App': app })
  response.end(answer ? answer.body : 'not found\n')
  console.log(new Date().toISOString(), request.method, pathname, response.statusCode)
})

server.listen(Number(process.env.PORT), '::', () => {
  console.log(new Date().toISOString(), app, 'listens on port', process.env.PORT)
})
