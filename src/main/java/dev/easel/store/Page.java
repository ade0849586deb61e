package dev.easel.store;

import java.util.List;

/**
 * Some of the documents that a query finds.
 *
 * @param next token of the next page; "" at the end
 * @param count documents that match in all
 * @param nextOffset number of documents before the next page
 */
public record Page(List<Document> items, String next, long count, int limit, int nextOffset) {}
