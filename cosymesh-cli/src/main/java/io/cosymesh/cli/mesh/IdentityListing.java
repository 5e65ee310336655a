package io.cosymesh.cli.mesh;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.Paint;
import io.cosymesh.cli.console.PlainText;
import io.cosymesh.cli.console.Table;
import tools.jackson.databind.JsonNode;

/**
 * Who the services are: a line for each, or what is in their certificates.
 */
final class IdentityListing {

	private IdentityListing() {
	}

	static void print(List<JsonNode> services, boolean chain, Console console) {
		int number = 0;
		for (JsonNode service : services) {
			number++;
			console.print(console.paint(Paint.BOLD, "SERVICE %s %s (%d of %d)".formatted(name(service, "service"),
					name(service, "instance"), number, services.size())));
			JsonNode identity = service.path("identity");
			if (!identity.isObject()) {
				console.print(
						"can't be asked: " + PlainText.of(service.path("error").path("detail").asString("no answer")));
			}
			List<X509Certificate> certificates = CertificateText.parse(identity.path("certificates").asString(""));
			for (X509Certificate certificate : certificates) {
				if (chain || certificate.getBasicConstraints() < 0) {
					CertificateText.lines(certificate).forEach(console::print);
				}
			}
			console.print("");
		}
	}

	static Table table(List<JsonNode> services, boolean wide, Instant now) {
		List<String> titles = new ArrayList<>(
				List.of("NAME", "STATE", "SPIFFE_ID", "SERIAL", "EXPIRES", "RENEWS", "BUNDLE"));
		if (wide) {
			titles.addAll(List.of("ISSUER", "TLS", "GROUPS", "ROOTS", "VERSION", "STARTED", "INSTANCE"));
		}
		Table table = new Table(titles).numbers("BUNDLE")
			.paint("STATE", (cell) -> cell.equals("ok") ? Paint.GREEN : Paint.RED)
			.paint("EXPIRES", (cell) -> cell.endsWith(" ago") ? Paint.RED : Paint.PLAIN);
		services.forEach((service) -> table.add(row(service, wide, now)));
		return table;
	}

	private static List<String> row(JsonNode service, boolean wide, Instant now) {
		JsonNode identity = service.path("identity");
		List<String> cells = new ArrayList<>(List.of(Figures.text(service.path("service")),
				Figures.text(service.path("state")), Figures.text(identity.path("id")),
				Figures.text(identity.path("serial")), Figures.distance(identity.path("expiresAt"), now),
				Figures.distance(identity.path("renewsAt"), now), Figures.text(identity.path("bundleSequence"))));
		if (wide) {
			JsonNode tls = identity.path("tls");
			cells.addAll(List.of(Figures.text(identity.path("issuer")), Figures.text(tls.path("provider")),
					joined(tls.path("groups")),
					identity.path("authorities").isArray() ? String.valueOf(identity.path("authorities").size())
							: Figures.NONE,
					Figures.text(identity.path("version")), Figures.distance(identity.path("startedAt"), now),
					Figures.text(service.path("instance"))));
		}
		return cells;
	}

	private static String joined(JsonNode texts) {
		String joined = String.join(",", texts.values().stream().map((text) -> text.asString("")).toList());
		return joined.isEmpty() ? Figures.NONE : joined;
	}

	private static String name(JsonNode service, String field) {
		return PlainText.of(service.path(field).asString(""));
	}

}
