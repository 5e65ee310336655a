package io.cosymesh.cli.check;

import java.util.List;

/**
 * Checks that belong together.
 *
 * @param name what they are about
 * @param checks the checks, in the order they are shown
 */
record Category(String name, List<Check> checks) {

	Category {
		checks = List.copyOf(checks);
	}

}
