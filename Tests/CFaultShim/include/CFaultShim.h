/* A library to be preloaded, not called: see CFaultShim.c. */
