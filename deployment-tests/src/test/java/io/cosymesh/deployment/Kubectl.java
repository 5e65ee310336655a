package io.cosymesh.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;

/**
 * Renders with the Kustomize that is in {@code kubectl}. It meets no cluster. Where it is
 * missing, what needs it is left out, unless {@code -Dcosymesh.kubectl=required};
 * {@code -Dcosymesh.kubectl.command} names another one.
 */
final class Kubectl {

	static final String COMMAND = System.getProperty("cosymesh.kubectl.command", "kubectl");

	private Kubectl() {
	}

	static Manifests render(Path folder) {
		try {
			Process process = new ProcessBuilder(COMMAND, "kustomize", folder.toString()).redirectErrorStream(false)
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			String text;
			try (InputStream output = process.getInputStream()) {
				text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
			}
			if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
				throw new AssertionError("kubectl can't render " + folder);
			}
			return Manifests.of(text);
		}
		catch (IOException ex) {
			if ("required".equals(System.getProperty("cosymesh.kubectl"))) {
				throw new AssertionError("kubectl is missing", ex);
			}
			return Assumptions.abort("kubectl is missing");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}
