#!/bin/bash
set -e
echo setup
