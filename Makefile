# Gongdao. `make` alone explains what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# One list of flags for build and test, so that neither undoes the other's work: an undeclared import is an error.
SWIFTFLAGS := --explicit-target-dependency-import-check error
# Static builds and benchmarks keep folders of their own: a flag is never switched inside one folder.
BIN := .build/debug

.PHONY: help setup build test test-fast tamper tidy demo bench vectors clean

help: ## this page
	@echo "Gongdao (公道): employee self-service with records that both sides can trust."
	@echo
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22
	@echo
	@echo "  ROSTER=FILE make demo   the same walk with a roster of yours"

setup: ## install what is missing (Debian packages, Python environment) and say what was done
	@deploy/setup

build: setup ## build everything (debug)
	swift build --build-tests $(SWIFTFLAGS)

test: build ## every test: unit, contract, transcripts, simulation, the real daemon, the Python kit
	deploy/test all

.PHONY: kills
kills: build ## the real daemon killed 200 times at each of five points of a mutation's way, compared after each (about 15 minutes)
	GONGDAO_KILLS=200 swift test $(SWIFTFLAGS) --skip-build --filter KillTests

test-fast: build ## the daily subset: everything but simulation and black-box runs (about a minute)
	deploy/test fast

vectors: setup ## the transcripts against a spawned daemon, with the Python kit and with aiorpcX (a part of `test`)
	swift build $(SWIFTFLAGS) --product gongdaod
	clients/python/conformance

TAMPERINGS ?= 100000
tamper: build ## alter logs, bundles and receipts 100,000 times a verifier at random (TAMPERINGS=n; GONGDAO_SEED=n repeats a run): the Swift and the Python one must find all
	GONGDAO_TAMPER=$(TAMPERINGS) swift test --skip-build $(SWIFTFLAGS) --filter TamperTests

tidy: build ## only the house rules: imports, sizes, banned calls, names with page, vectors and test
	deploy/test tidy

demo: setup ## build, start a server on its embedded store, import a roster, walk through the main job
	swift build $(SWIFTFLAGS) --product gongdaod
	swift build $(SWIFTFLAGS) --product gongdao
	deploy/demo $(ROSTER)

bench: setup ## every measure of the server beside its peers, five rounds (about 10 minutes after a release build)
	swift build -c release --scratch-path .build-release $(SWIFTFLAGS) --product bench
	.build-release/release/bench --out Benchmarks/results/latest.json

clean: ## remove what the build made (asks for nothing)
	rm -rf .build .build-release .build-bench .venv
