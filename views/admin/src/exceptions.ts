export const EXCEPTION_STATES = ['OPEN', 'REFUNDING', 'REFUNDED', 'RESOLVED'] as const;
export const EXCEPTION_KINDS = ['UNKNOWN_NUMBER', 'WRONG_AMOUNT', 'WRONG_CURRENCY', 'SECOND_PAYMENT', 'PAID_AFTER_CANCEL', 'FOREIGN_NOTICE', 'CONSOLE_REFUND', 'REFUND_FAILED'] as const;
export const exceptionTone = (state?: string) => (state === 'OPEN' ? 'danger' : state === 'REFUNDING' ? 'warning' : 'quiet');
