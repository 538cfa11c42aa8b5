CREATE TABLE "audit_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor" text NOT NULL,
	"roles" text[] NOT NULL,
	"action" text NOT NULL,
	"resource" text NOT NULL,
	"resource_ids" text[] NOT NULL,
	"subject" text,
	"outcome" text NOT NULL,
	"reasons" text[] NOT NULL,
	"on_behalf_of" text
);
--> statement-breakpoint
ALTER TABLE "audit_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_head" (
	"number" bigint PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"key_id" text NOT NULL,
	"signature" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_head" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_seal" (
	"number" bigint PRIMARY KEY NOT NULL,
	"entry_id" uuid NOT NULL,
	"entry_at" timestamp (3) with time zone NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_seal_entry_id_unique" UNIQUE("entry_id")
);
--> statement-breakpoint
ALTER TABLE "audit_seal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_touch" (
	"record" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"entry_id" uuid NOT NULL,
	CONSTRAINT "audit_touch_record_at_entry_id_pk" PRIMARY KEY("record","at","entry_id")
);
--> statement-breakpoint
ALTER TABLE "audit_touch" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "membership" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"person_name" text NOT NULL,
	"role" text NOT NULL,
	"scope" text,
	"from_on" date NOT NULL,
	"to_on" date,
	"granted_by" text NOT NULL,
	"granted_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invitation" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"member_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "member" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"endpoint" text,
	"software_version" text,
	"schema_version" text,
	"invited_by" text NOT NULL,
	"invited_at" timestamp (3) with time zone NOT NULL,
	"approved_by" text,
	"approved_at" timestamp (3) with time zone,
	"heard_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "member" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "member_key" (
	"kid" text PRIMARY KEY NOT NULL,
	"member_id" text NOT NULL,
	"jwk" jsonb NOT NULL,
	"fingerprint" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone,
	"approved_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "member_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "member_serves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" text NOT NULL,
	"code" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date
);
--> statement-breakpoint
ALTER TABLE "member_serves" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_member_id_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_key" ADD CONSTRAINT "member_key_member_id_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_serves" ADD CONSTRAINT "member_serves_member_id_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entry_at" ON "audit_entry" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_entry_subject" ON "audit_entry" USING btree ("subject","at","id");--> statement-breakpoint
CREATE INDEX "membership_person" ON "membership" USING btree ("person");--> statement-breakpoint
CREATE INDEX "member_key_member" ON "member_key" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "member_serves_member" ON "member_serves" USING btree ("member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "member_serves_one_now" ON "member_serves" USING btree ("code") WHERE to_on is null;--> statement-breakpoint
CREATE POLICY "select_allowed" ON "audit_entry" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_part() in ('sealer')) or (oh_has_role('privacy-officer'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "audit_entry" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "audit_head" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('sealer')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "audit_head" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('sealer')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "audit_seal" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('sealer')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "audit_seal" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('sealer')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "audit_touch" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_part() in ('sealer')) or (oh_has_role('privacy-officer'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "audit_touch" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "membership" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((person = oh_person()) or (oh_part() in ('seed', 'registry'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "membership" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('seed')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "membership" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('seed'))) WITH CHECK ((oh_part() in ('seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "invitation" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('registry', 'seed')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "invitation" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('directory-registrar')) or (oh_part() in ('registry', 'seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "invitation" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('registry', 'seed'))) WITH CHECK ((oh_part() in ('registry', 'seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "member" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "member" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('directory-registrar')) or (oh_part() in ('registry', 'seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "member" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_has_role('directory-registrar')) or (oh_part() in ('registry', 'seed')))) WITH CHECK (((oh_has_role('directory-registrar')) or (oh_part() in ('registry', 'seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "member_key" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "member_key" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('directory-registrar')) or (oh_part() in ('registry', 'seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "member_key" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_has_role('directory-registrar')) or (oh_part() in ('registry', 'seed')))) WITH CHECK (((oh_has_role('directory-registrar')) or (oh_part() in ('registry', 'seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "member_serves" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "member_serves" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('directory-registrar')) or (oh_part() in ('registry', 'seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "member_serves" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_has_role('directory-registrar')) or (oh_part() in ('registry', 'seed')))) WITH CHECK (((oh_has_role('directory-registrar')) or (oh_part() in ('registry', 'seed'))));