#include "media.h"
#include "../lib/monotonic.h"
#include "picture_make.h"
#include "../gateway/storage.h"
#include "../lib/text.h"

enum { AT_ONCE = 8, TURN_MS = 5000, ORPHANS_AT_ONCE = 100 };

/* A run is short, for payments wait behind it. */
struct making {
	const struct media_work *work;
	bool mine;
	struct picture_made made;
};

static err claim(struct tx *tx, void *arg)
{
	struct making *m = arg;

	return media_claim(tx, m->work, &m->mine);
}

static err finish(struct tx *tx, void *arg)
{
	const struct making *m = arg;

	return m->made.refused ? media_refuse(tx, m->work->id, m->made.refused)
			       : media_made(tx, m->work->id, m->made.width, m->made.height, m->made.size);
}

/* media_dir/ab, where the pictures of ab… lie. */
static err public_folder(const struct world *w, const char *name, const char **out)
{
	struct text t = { .arena = w->arena };

	text_printf(&t, "%s/%.2s%c", w->settings->serve.media_dir, name, '\0');
	if (t.failed)
		return ERR_NOMEM;
	*out = t.at;
	return OK;
}

static err order_of(const struct world *w, const struct media_work *m, struct picture_order *out)
{
	struct picture_order o = { .from_folder = w->settings->media.incoming_dir,
		.from_name = m->name,
		.to_name = m->name,
		.wish = { .kind = m->kind, .orientation = m->orientation } };

	TRY(public_folder(w, m->name, &o.to_folder));
	if (m->source_name) {
		struct text from = { .arena = w->arena };
		text_printf(&from, "%s.webp%c", m->source_name, '\0');
		if (from.failed)
			return ERR_NOMEM;
		TRY(public_folder(w, m->source_name, &o.from_folder));
		o.from_name = from.at;
		o.wish.crop = true;
		o.wish.x = m->crop_x;
		o.wish.y = m->crop_y;
		o.wish.width = m->width;
		o.wish.height = m->height;
	}
	*out = o;
	return OK;
}

static err give_back(struct tx *tx, void *arg)
{
	const struct making *m = arg;

	return media_give_back(tx, m->work);
}

/* The file of a crop is another picture's. */
static err remove_original(const struct world *w, const struct media_work *work)
{
	return work->source_name ? OK : storage_remove(w->arena, w->settings->media.incoming_dir, work->name);
}

static err judge(const struct world *w, struct making *m)
{
	struct picture_order order;

	TRY(order_of(w, m->work, &order));
	return picture_make(w->arena, &order, &m->made);
}

/* What dies with us each time is given up, but it was not looked at to the end: sweeping takes its file, later. */
static err give_up(const struct world *w, struct making *m)
{
	m->made.refused = MEDIA_TOO_HARD;
	return db_tx(w->db, finish, m);
}

/* The file goes last: until the row says how it ended, it can be made again. A full disk is not the file's fault. */
static err make_one(const struct world *w, const struct media_work *work)
{
	struct making m = { .work = work };

	TRY(db_tx(w->db, claim, &m));
	if (!m.mine)
		return OK;
	if (work->tries >= MEDIA_TRIES_MAX)
		return give_up(w, &m);
	const err e = judge(w, &m);
	if (e) {
		TRY(db_tx(w->db, give_back, &m));
		return e;
	}
	TRY(db_tx(w->db, finish, &m));
	return remove_original(w, work);
}

static bool takes_uploads(const struct world *w) { return w->settings->media.incoming_dir && w->settings->serve.media_dir; }

err media_make_waiting(struct job_run *run)
{
	const int64_t until = clock_ms() + TURN_MS;
	const struct world *w = &run->world;
	struct media_works waiting;
	err last = OK;

	if (!takes_uploads(w))
		return OK;
	TRY(media_list_waiting(w->db, AT_ONCE, &waiting));
	for (size_t i = 0; i < waiting.n && clock_ms() < until && run->failed < JOB_FAILURES_MAX; i++) {
		const struct arena_mark before = arena_mark(w->arena);
		job_alive();
		const err e = make_one(w, &waiting.at[i]);
		arena_rewind(w->arena, before);
		last = e ? e : last;
		run->failed += e != OK;
		run->items++;
	}
	return last;
}

/* ---- sweeping ---- */

static err swept(struct tx *tx, void *arg) { return media_swept(tx, ((const struct media_work *)arg)->id); }

static err put_off(struct tx *tx, void *arg) { return media_put_off(tx, ((const struct media_work *)arg)->id); }

static err remove_files(const struct world *w, const struct media_work *m)
{
	static const char *const suffixes[] = { ".webp", "-750.webp", "-320.webp", ".svg" };
	const char *folder;

	TRY(public_folder(w, m->name, &folder));
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		struct text name = { .arena = w->arena };
		text_printf(&name, "%s%s%c", m->name, suffixes[i], '\0');
		if (name.failed)
			return ERR_NOMEM;
		TRY(storage_remove(w->arena, folder, name.at));
	}
	return OK;
}

/* One whose files do not go makes room for the others. */
static err sweep_one(const struct world *w, struct media_work *m)
{
	const err e = remove_files(w, m);

	TRY(db_tx(w->db, e ? put_off : swept, m));
	return e;
}

static err sweep_orphan(const struct world *w, const char *name, int32_t *gone)
{
	bool waiting;

	TRY(media_is_waiting(w->db, name, &waiting));
	if (waiting)
		return OK;
	TRY(storage_remove(w->arena, w->settings->media.incoming_dir, name));
	++*gone;
	return OK;
}

static err sweep_orphans(struct job_run *run)
{
	const struct media_settings *s = &run->world.settings->media;
	struct storage_names old;
	err last = OK;

	TRY(storage_list_old(run->world.arena, s->incoming_dir, s->orphan_after, ORPHANS_AT_ONCE, &old));
	for (size_t i = 0; i < old.n && clock_ms() < run->deadline_ms; i++) {
		job_alive();
		const err e = sweep_orphan(&run->world, old.at[i].name, &run->items);
		run->failed += e != OK;
		last = e ? e : last;
	}
	return last;
}

/* Whatever fails, the others come too: it would be the first again the next time. */
err media_sweep(struct job_run *run)
{
	const struct world *w = &run->world;
	struct media_works over;
	err last = OK;

	if (!takes_uploads(w))
		return OK;
	TRY(media_list_sweepable(w->db, w->settings->media.grace, JOB_ITEMS_MAX, &over));
	for (size_t i = 0; i < over.n && clock_ms() < run->deadline_ms; i++) {
		job_alive();
		const err e = sweep_one(w, &over.at[i]);
		run->items++;
		run->failed += e != OK;
		last = e ? e : last;
	}
	const err e = sweep_orphans(run);
	return e ? e : last;
}
