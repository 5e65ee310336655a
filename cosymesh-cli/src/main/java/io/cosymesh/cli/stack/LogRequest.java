package io.cosymesh.cli.stack;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which part of the logs somebody wants to see.
 *
 * @param service whose log, {@code null} for all
 * @param follow whether to go on with what is added
 * @param lines how many lines of each to begin with
 */
public record LogRequest(@Nullable MeshService service, boolean follow, int lines) {

	/**
	 * Returns the services that are meant.
	 * @return one, or all
	 */
	public List<MeshService> services() {
		return (this.service != null) ? List.of(this.service) : MeshService.all();
	}

	/**
	 * Returns a line as it is shown.
	 * @param name who wrote it
	 * @param line what it wrote
	 * @return the line, with the name where there are several
	 */
	public String shown(String name, String line) {
		return (this.service != null) ? line : "%-16s | %s".formatted(name, line);
	}

}
