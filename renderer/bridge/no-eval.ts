import { z } from 'zod';

// The content policy forbids compiling text to code, which zod otherwise tries for speed. Imported first of all.
z.config({ jitless: true });
