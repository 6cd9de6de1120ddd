# Verbs: build test mutations kills storm hostile hostile-http recordings score fuzz messages properties nasty format docs bench first-functions install. Everything they need is set up by themselves.
PREFIX ?= /usr/local
SHARE = $(DESTDIR)$(PREFIX)/share
# `make release SYMBOLS=` leaves a program its names.
SYMBOLS = -Xlinker -s
# Small and closed: no symbols, no exported functions, no library looked for beside the program, relative relocations
# packed (needs glibc 2.36, Debian 12's), and what each start runs side by side. Types are found by calls: by their names
# each would be looked for at every start, a tenth of a lookup.
RELEASE := -c release --static-swift-stdlib --disable-local-rpath -Xswiftc -Osize -Xswiftc -Xfrontend -Xswiftc -function-sections \
  -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors \
  -Xswiftc -use-ld=lld \
  -Xlinker -L$(CURDIR)/.build/static $(SYMBOLS) -Xlinker --gc-sections -Xlinker --icf=all \
  -Xlinker --no-export-dynamic -Xlinker -z -Xlinker pack-relative-relocs \
  -Xlinker --symbol-ordering-file=$(CURDIR)/Release/first-functions.txt -Xlinker --no-warn-symbol-ordering

.PHONY: build test mutations kills storm hostile hostile-http recordings score fuzz messages properties nasty format docs bench first-functions install release

build:
	@bash -c 'source Tests/Support/prepare.sh && prepare_build'
	swift build

test:
	./test

# As root, minutes: breaks the testbed in every way it knows, one after the other, and prints recall and false alarms.
# RUNBOOK_MUTATIONS: all, every (each for every subject), harmless, or parts of kinds' names; RUNBOOK_SEED repeats a run.
mutations: testbed
	RUNBOOK_END_TO_END=1 RUNBOOK_MUTATIONS=$${RUNBOOK_MUTATIONS:-all} \
	  swift test --disable-xctest --filter EndToEndTests.EndToEnd/MutationTests

# As root, a quarter of an hour: ends the program by SIGKILL at each of its calls on the state folder, RUNBOOK_KILLS
# times in all, and restarts of services as well; lets each of its calls fail. RUNBOOK_SEED repeats a run.
kills: testbed
	RUNBOOK_END_TO_END=1 RUNBOOK_KILLS=$${RUNBOOK_KILLS:-5000} \
	  swift test --disable-xctest --no-parallel --filter 'EndToEndTests.EndToEnd/(KillTests|FaultTests)'

# As root: records the servers that Tests/RunbookDeskTests replays, into Tests/Fixtures/recordings.
recordings: testbed
	RUNBOOK_END_TO_END=1 RUNBOOK_RECORDINGS=1 swift test --disable-xctest --filter EndToEndTests.EndToEnd/RecordingsTests

# As root: fifty processes ask two hundred times each for a restart of one service.
storm: testbed
	RUNBOOK_END_TO_END=1 RUNBOOK_STORM=$${RUNBOOK_STORM:-50x200} \
	  swift test --disable-xctest --filter EndToEndTests.EndToEnd/StormTests

# As root, ten minutes: hostile words to every operation, 300 each at the terminal and ten thousand to the agents' server.
hostile: testbed
	RUNBOOK_END_TO_END=1 RUNBOOK_HOSTILE=$${RUNBOOK_HOSTILE:-300} \
	  swift test --disable-xctest --filter EndToEndTests.EndToEnd/HostileCallTests

.PHONY: testbed
testbed: build
	Tests/Testbed/testbed packages

# Ten minutes: RUNBOOK_HOSTILE hostile requests by HTTP, then 200 slow connections beside quick ones; RUNBOOK_SEED repeats.
hostile-http: build
	Tests/EndToEndTests/hostile_http.py .build/debug/runbook-http AGENTS.md --seed $${RUNBOOK_SEED:-$$(date +%s)} \
	  --requests $${RUNBOOK_HOSTILE:-200000} --slow 200 --seconds 20

# Holds the reader against the annotated runbooks in the folder that RUNBOOK_CORPUS names (Tests/Corpus/README.md).
score: release
	Tests/Corpus/score --require --all --runbook .build/release/runbook

# Hours: ten million command lines, then whole runbooks until two million or two hours (Tests/Fuzz/fuzz says its options);
# before them the messages.
fuzz: messages
	Tests/Fuzz/fuzz commands --runs 10000000
	Tests/Fuzz/fuzz documents --runs 2000000 --seconds 7200

# Minutes: two million lines to the agents' server, most of them broken; RUNBOOK_SEED repeats a run.
messages: release
	Tests/Fuzz/messages --lines 2000000 --binary .build/release/runbook

# Half an hour: ten thousand generated runbooks, each written in every way that means the same.
properties:
	@bash -c 'source Tests/Support/prepare.sh && prepare_build'
	RUNBOOK_PROPERTY_RUNS=10000 swift test --disable-xctest --filter RunbookModelTests.VariationTests

# A minute: deeds that do not want to end, with a flood of 10 GiB, the whole grace, and the time that a child costs.
nasty:
	@bash -c 'source Tests/Support/prepare.sh && prepare_build'
	RUNBOOK_NASTY=1 swift test --disable-xctest --no-parallel --filter 'LiveHostTests.(NastyChild|ChildWords)'

format:
	swift format --in-place --recursive Sources Tests Package.swift

# Pages made from the cards of commands, checks and operations and from the policy's keys, the manual among them; a test fails when they are stale.
docs:
	UPDATE=1 swift test --disable-xctest --filter HouseTests.GeneratedPageTests

# A folder with nothing but links to the static libraries: the linker finds them before the shared ones.
release:
	@bash -c 'source Tests/Support/prepare.sh && prepare_build'
	@mkdir -p .build/static
	@ln -sf /usr/lib/$$(uname -m)-linux-gnu/libcmark-gfm.a /usr/lib/$$(uname -m)-linux-gnu/libcmark-gfm-extensions.a \
	  /usr/lib/$$(uname -m)-linux-gnu/libexpat.a /usr/lib/$$(uname -m)-linux-gnu/libssl.a \
	  /usr/lib/$$(uname -m)-linux-gnu/libcrypto.a .build/static/
	@ln -sf $$(clang -print-file-name=libstdc++.a) .build/static/
	@ln -sf $$(clang -print-file-name=libgcc_eh.a) .build/static/libgcc_s.a
	swift build $(RELEASE) --product runbook
	swift build $(RELEASE) --product runbook-http

# Which functions each start runs, found anew: for another Swift. Needs valgrind.
first-functions:
	@$(MAKE) --no-print-directory release SYMBOLS=
	@Release/first-functions .build/release/runbook

# All are run, whatever one of them says; the worst ending is the verb's.
bench: release
	@status=0; for bench in check ask log read scale door mcp; do Benchmarks/$$bench || status=1; done; exit $$status

install: release
	install -D -m 755 .build/release/runbook $(DESTDIR)$(PREFIX)/bin/runbook
	install -D -m 755 .build/release/runbook-http $(DESTDIR)$(PREFIX)/bin/runbook-http
	.build/release/runbook completion bash | install -D -m 644 /dev/stdin $(SHARE)/bash-completion/completions/runbook
	.build/release/runbook completion zsh | install -D -m 644 /dev/stdin $(SHARE)/zsh/site-functions/_runbook
	.build/release/runbook completion fish | install -D -m 644 /dev/stdin $(SHARE)/fish/vendor_completions.d/runbook.fish
	install -D -m 644 Documentation/policy.sample $(SHARE)/doc/runbook/policy.sample
	install -D -m 644 Documentation/runbook.1 $(SHARE)/man/man1/runbook.1
	install -D -m 644 Documentation/runbook.5 $(SHARE)/man/man5/runbook.5
