/* job.c - /api/admin/jobs: what runs by the clock, and how it goes. */
#include "../reply.h"
#include "../../views/money.h"

struct name_path {
	const char *name;
};
SHAPE_DECLARE(job_params, struct name_path);
static const struct field path_fields[] = { FIELD(struct name_path, name, .min = 1, .max = 40, .ascii = true) };
const struct shape job_params = SHAPE(job_params, path_fields);

static err jobs_get(struct request *r)
{
	struct job_list list;

	TRY(job_list_all(r->db, &list));
	return reply_list(r, job_card, &list, NULL);
}

static err act(struct request *r, struct tx *tx, err (*on)(struct tx *, const char *))
{
	TRY(on(tx, REQUEST_PARAMS(r, job_params)->name));
	return reply_nothing(r);
}

static err run_post(struct request *r, struct tx *tx) { return act(r, tx, job_run_now); }

static err pause_post(struct request *r, struct tx *tx) { return act(r, tx, job_pause); }

static err resume_post(struct request *r, struct tx *tx) { return act(r, tx, job_resume); }

/* clang-format off */
const struct route admin_job_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/jobs", .summary = "The jobs and how they go", .who = WHO_STAFF, .permit = PERMIT_JOB_READ,
	  .gives = &job_card, .lists = LISTS_CURSOR, .status = 200, .read = jobs_get },
	{ .method = METHOD_POST, .path = "/api/admin/jobs/:name/run", .summary = "Let a job run now", .who = WHO_STAFF, .permit = PERMIT_JOB_RUN,
	  .rate = RATE_WRITE, .params = &job_params, .status = 204, .write = run_post },
	{ .method = METHOD_POST, .path = "/api/admin/jobs/:name/pause", .summary = "Let a job rest", .who = WHO_STAFF, .permit = PERMIT_JOB_RUN,
	  .rate = RATE_WRITE, .params = &job_params, .status = 204, .write = pause_post },
	{ .method = METHOD_POST, .path = "/api/admin/jobs/:name/resume", .summary = "Let a job run by its clock again", .who = WHO_STAFF,
	  .permit = PERMIT_JOB_RUN, .rate = RATE_WRITE, .params = &job_params, .status = 204, .write = resume_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */
