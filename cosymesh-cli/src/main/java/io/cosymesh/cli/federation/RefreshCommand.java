package io.cosymesh.cli.federation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.operator.AdminClient;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ca federation refresh}: has the CA look at a foreign bundle now.
 */
@Command(name = "refresh", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh ca federation refresh partner.example" },
		description = "Fetches the bundle of a foreign trust domain now.")
final class RefreshCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Parameters(paramLabel = "TRUST-DOMAIN", description = "Its name, as 'ca federation' lists it")
	String trustDomain = "";

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		ForeignDomain domain = refresh();
		Console console = Console.of(Objects.requireNonNull(this.spec));
		if (domain.error().isPresent()) {
			throw CommandFailure.because("The bundle of %s can't be had: %s (%s)".formatted(domain.trustDomain(),
					domain.error().get(), domain.result()));
		}
		console.say("The bundle of %s is %s.".formatted(domain.trustDomain(), domain.result()));
		console.print(domain.sequence());
	}

	private ForeignDomain refresh() {
		String segment = URLEncoder.encode(this.trustDomain, StandardCharsets.UTF_8).replace("+", "%20");
		try (AdminClient client = AdminClient.connect(this.workspace)) {
			return ForeignDomain.of(client.post("/v1/admin/federation/%s/refresh".formatted(segment), Map.of()));
		}
	}

}
