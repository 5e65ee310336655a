package io.cosymesh.cli.context;

import java.time.InstantSource;

import io.cosymesh.cli.compose.ComposeContext;
import io.cosymesh.cli.kubernetes.KubernetesContext;
import io.cosymesh.cli.stack.LocalContext;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.state.Workspace;

/**
 * Opens the context that somebody has named.
 */
public final class Contexts {

	private Contexts() {
	}

	/**
	 * Opens a context.
	 * @param workspace what was typed
	 * @return the context, to be closed
	 */
	public static MeshContext open(Workspace workspace) {
		InstantSource clock = InstantSource.system();
		return switch (workspace.context().name()) {
			case LOCAL -> new LocalContext(workspace, clock);
			case COMPOSE -> ComposeContext.open(workspace, clock);
			case KUBERNETES -> KubernetesContext.open(workspace);
		};
	}

}
