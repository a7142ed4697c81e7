#!/bin/sh
echo "${1:-train}"
