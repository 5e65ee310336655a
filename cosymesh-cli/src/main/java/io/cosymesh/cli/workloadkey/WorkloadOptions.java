package io.cosymesh.cli.workloadkey;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.cosymesh.cli.state.StateDirectory;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Which workload a command is about.
 */
final class WorkloadOptions {

	@Parameters(paramLabel = "NAME", description = "Service account of the workload")
	String name = "";

	@Option(names = "--namespace", paramLabel = "NAMESPACE", defaultValue = StateDirectory.NAMESPACE,
			description = "Its namespace (default: ${DEFAULT-VALUE})")
	String namespace = StateDirectory.NAMESPACE;

	String path() {
		return "%s/%s/%s".formatted(KeyTable.ROUTE, segment(this.namespace), segment(this.name));
	}

	String path(String thumbprint) {
		return path() + "/" + segment(thumbprint);
	}

	private static String segment(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
