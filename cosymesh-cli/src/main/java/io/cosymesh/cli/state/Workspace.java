package io.cosymesh.cli.state;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options that every command shares: which state directory, which installation.
 */
public final class Workspace {

	@Option(names = "--home", paramLabel = "DIR", defaultValue = "${env:COSYMESH_HOME}",
			description = "State directory; also COSYMESH_HOME (default: .cosymesh beside this command)")
	@Nullable Path home;

	@Option(names = "--root", hidden = true, defaultValue = "${sys:cosymesh.root:-.}")
	Path root = Path.of(".");

	@Option(names = "--port-offset", hidden = true, defaultValue = "${env:COSYMESH_PORT_OFFSET:-0}")
	int portOffset;

	/**
	 * Returns the state directory.
	 * @return the directory, which need not exist yet
	 */
	public StateDirectory state() {
		Path chosen = this.home;
		return new StateDirectory(
				(chosen == null || chosen.toString().isBlank()) ? root().resolve(".cosymesh") : chosen);
	}

	/**
	 * Returns where CosyMesh is installed: the repository's folder.
	 * @return the absolute path
	 */
	public Path root() {
		return this.root.toAbsolutePath().normalize();
	}

	/**
	 * Returns what ports are shifted by, as the environment asks for it.
	 * @return the offset, usually 0
	 */
	public int portOffset() {
		return this.portOffset;
	}

	/**
	 * Returns the settings of the running or last stack, or the defaults.
	 * @return the settings
	 */
	public StackSettings settings() {
		return StackSettings.read(state())
			.orElseGet(() -> new StackSettings(StackSettings.DEFAULT_PORT, this.portOffset, null));
	}

}
