package io.cosymesh.webui.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.springframework.boot.webflux.autoconfigure.ResourceHandlerRegistrationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.DigestUtils;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Serves the documents of the page, and its files so that a browser asks for each whether
 * it changed.
 */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

	private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

	@Bean
	BrowserHeaders browserHeaders() {
		return new BrowserHeaders(PageFile.read("index.html"));
	}

	@Bean
	RouterFunction<ServerResponse> documents() {
		HandlerFunction<ServerResponse> studio = document("index.html");
		return RouterFunctions.route()
			.GET("/", studio)
			.GET("/voices", studio)
			.GET("/jobs", studio)
			.GET("/console", studio)
			.GET("/console/{view}", studio)
			.GET("/signin", document("signin.html"))
			.GET("/api-docs", document("api-docs.html", BrowserHeaders::confineApiDocs))
			.build();
	}

	// A reproducible build gives every file the same date, so only content can tell
	// versions apart.
	@Bean
	ResourceHandlerRegistrationCustomizer contentDecidesWhatIsFresh() {
		Map<String, String> tags = new ConcurrentHashMap<>();
		return (registration) -> registration.setUseLastModified(false)
			.setEtagGenerator(
					(resource) -> tags.computeIfAbsent(resource.getDescription(), (name) -> contentTag(resource)))
			.setCacheControl(CacheControl.noCache());
	}

	private static HandlerFunction<ServerResponse> document(String name) {
		return document(name, (headers) -> {
		});
	}

	private static HandlerFunction<ServerResponse> document(String name, Consumer<HttpHeaders> headers) {
		String html = PageFile.read(name).html();
		return (request) -> ServerResponse.ok()
			.contentType(HTML)
			.cacheControl(CacheControl.noStore())
			.headers(headers)
			.bodyValue(html);
	}

	private static String contentTag(Resource resource) {
		try {
			return DigestUtils.md5DigestAsHex(resource.getContentAsByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
