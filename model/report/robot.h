/* robot.h - who is no visitor: programs that say so in their User-Agent, or say nothing.
 *
 * One that pretends to be a browser is not found here; it counts only if it keeps our cookie too. */
#ifndef ROBOT_H
#define ROBOT_H
#include <stdbool.h>

bool robot_is(const char *user_agent);
#endif
