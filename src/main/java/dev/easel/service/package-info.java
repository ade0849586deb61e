/** What the server says about itself. */
@NullMarked
package dev.easel.service;

import org.jspecify.annotations.NullMarked;
