#!/usr/bin/env bash
# Run once, by the database's first start on an empty volume: the three logins that AYKA knows, none a superuser, and
# its database. AYKA then only tries the two logins of the nodes and migrates as the owner.
set -euo pipefail
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\set owner_password `cat "${SECRETS:-/run/secrets}/database-owner"`
\set app_password `cat "${SECRETS:-/run/secrets}/database-app"`
\set system_password `cat "${SECRETS:-/run/secrets}/database-system"`
create role ayka_owner login password :'owner_password' nosuperuser nocreatedb nocreaterole nobypassrls;
create role ayka_app login password :'app_password' nosuperuser nocreatedb nocreaterole nobypassrls noinherit;
create role ayka_system login password :'system_password' nosuperuser nocreatedb nocreaterole nobypassrls noinherit;
create database ayka owner ayka_owner template template0 encoding 'UTF8';
revoke all on database ayka from public;
grant connect on database ayka to ayka_app, ayka_system;
SQL
