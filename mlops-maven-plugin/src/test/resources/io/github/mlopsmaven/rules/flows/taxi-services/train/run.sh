#!/bin/bash
set -e
echo run
