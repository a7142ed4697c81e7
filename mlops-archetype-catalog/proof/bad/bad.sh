#!/usr/bin/env bash
cd $1
rm -rf $2/*
