#include "ledger.h"
#include "../../lib/must.h"
#include "../../lib/text.h"

WORDS_DEFINE(ledger_account, LEDGER_ACCOUNTS);
LEDGER_ERRORS(ERR_DEFINE)

DB_COMMAND(ledger_transaction_insert,
	"INSERT INTO ledger_transaction (kind, reference, leg, order_id, created_at)"
	" VALUES (:kind, :reference, :leg, NULLIF(:order, 0), NOW(3))");

DB_COMMAND(ledger_entry_insert,
	"INSERT INTO ledger_entry (transaction_id, account_id, amount)"
	" SELECT :transaction, a.id, e.amount FROM JSON_TABLE(:entries, '$[*]' COLUMNS (kind VARCHAR(24) PATH '$[0]',"
	"  owner BIGINT PATH '$[1]', amount BIGINT PATH '$[2]')) e"
	"  JOIN account a ON a.kind = CONVERT(e.kind USING ascii) AND a.owner = e.owner AND a.unit = 'FEN'");

DB_COMMAND(ledger_balance_add,
	"UPDATE account SET balance = balance + :amount"
	" WHERE kind = :kind AND owner = :owner AND unit = 'FEN' AND balance + :amount >= 0");

const struct query *const ledger_queries[] = { &ledger_transaction_insert_query, &ledger_entry_insert_query,
	&ledger_balance_add_query, NULL };

static bool is_guarded(enum ledger_account account) { return account == ACCOUNT_MEMBER_BALANCE; }

/* [["SALES",0,-100],…]: so that all entries go in by one statement. Gives how many they are. */
static int64_t list_entries(const struct ledger_posting *p, struct text *out)
{
	int64_t sum = 0, n = 0;

	for (const struct ledger_entry *e = p->entries; e < p->entries + LEDGER_ENTRIES_MAX; e++) {
		if (e->amount.fen == 0)
			continue;
		for (const struct ledger_entry *f = p->entries; f < e; f++)
			must(f->amount.fen == 0 || f->account != e->account || f->owner != e->owner);
		must(!__builtin_add_overflow(sum, e->amount.fen, &sum));
		text_printf(out, "%s[\"%s\",%lld,%lld]", n ? "," : "[", ledger_account_words.at[e->account], (long long)e->owner,
			(long long)e->amount.fen);
		n++;
	}
	text_printf(out, "]%c", '\0');
	must(sum == 0 && n >= 2);
	return n;
}

static err move_guarded(struct tx *tx, const struct ledger_entry *e)
{
	const char *kind = ledger_account_words.at[e->account];

	TRY(db_exec(tx, ledger_balance_add, kind, e->owner, e->amount));
	return db_changed(tx) == 1 ? OK : LEDGER_SHORT;
}

err ledger_post(struct tx *tx, const struct ledger_posting *p)
{
	struct text text = { .arena = db_arena(db_of(tx)) };
	const int64_t n = list_entries(p, &text);

	if (text.failed)
		return ERR_NOMEM;
	TRY(db_exec(tx, ledger_transaction_insert, p->kind, p->reference, p->leg, p->order));
	const int64_t transaction = db_last_id(tx);
	const char *entries = text.at;
	TRY(db_exec(tx, ledger_entry_insert, transaction, entries));
	must(db_changed(tx) == n); /* else an account is missing: the books would not close */
	for (const struct ledger_entry *e = p->entries; e < p->entries + LEDGER_ENTRIES_MAX; e++)
		if (e->amount.fen && is_guarded(e->account))
			TRY(move_guarded(tx, e));
	return OK;
}
